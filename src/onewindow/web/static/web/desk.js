/* The keyboard of the desk: j and k move, Enter opens, letters jump to an action, ? shows them all. ES2017 only. */
(function () {
  "use strict";

  var rows = Array.prototype.slice.call(document.querySelectorAll(".queue tbody tr[data-row]"));
  var current = -1;

  function move(step) {
    if (!rows.length) return;
    if (current >= 0) rows[current].classList.remove("is-current");
    current = Math.max(0, Math.min(rows.length - 1, current + step));
    rows[current].classList.add("is-current");
    var link = rows[current].querySelector("a");
    if (link) link.focus();
  }

  function typing(element) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(checkbox|radio|button|submit)$/.test(element.type);
  }

  function act(key) {
    var target = document.querySelector('[data-key="' + key + '"]');
    if (!target) return false;
    if (target.tagName === "DETAILS") {
      target.open = true;
      target.querySelector("summary").focus();
    } else if (/^(A|BUTTON)$/.test(target.tagName) && !target.hasAttribute("data-key-focuses")) target.click();
    else target.focus();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (typing(event.target)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(current < 0 ? 1 : -1);
    else if (!/^[a-z?\/]$/.test(event.key) || !act(event.key)) return;
    event.preventDefault();
  });

  /* A long list of ticks is narrowed by a few characters of the name, in their order: 住建局 finds 住房和城乡建设局. What is ticked stays. */
  function has(name, wanted) {
    var at = -1;
    for (var i = 0; i < wanted.length; i++) {
      at = name.indexOf(wanted.charAt(i), at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  function narrowed(box) {
    var field = document.createElement("input");
    field.type = "search";
    field.className = "form-control tick-narrow";
    field.placeholder = "输入" + box.getAttribute("data-narrows") + "，缩小范围";
    field.setAttribute("aria-label", field.placeholder);
    field.addEventListener("input", function () {
      box.querySelectorAll(".tick").forEach(function (tick) {
        tick.hidden = !has(tick.textContent, field.value.trim()) && !tick.querySelector("input").checked;
      });
    });
    field.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
    box.parentNode.insertBefore(field, box);
    var ticked = box.querySelector("input:checked");
    if (ticked) box.scrollTop = ticked.closest(".tick").offsetTop;
  }

  document.querySelectorAll("[data-narrows]").forEach(narrowed);
})();
