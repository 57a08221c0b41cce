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
})();
