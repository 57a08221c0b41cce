/* What pages gain when there is script; every page works without. ES2017 only: offices run old browsers. */
(function () {
  "use strict";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  /* What was refused is read out and seen first. */
  var refusal = document.getElementById("refusal");
  if (refusal) refusal.focus();

  /* Buttons that only a script can serve are hidden until there is one. */
  each("[data-script-only]", function (element) { element.hidden = false; });

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button, a") : null;
    if (!button) return;
    if (button.hasAttribute("data-print")) window.print();
    if (button.hasAttribute("data-copy")) {
      var words = button.getAttribute("data-copy");
      var done = function () { button.textContent = "已复制"; };
      if (navigator.clipboard) navigator.clipboard.writeText(words).then(done);
      else copyOld(words, done);
    }
  });

  /* The clipboard of today is closed over plain HTTP; the old command is not. */
  function copyOld(words, done) {
    var field = document.createElement("textarea");
    field.value = words;
    document.body.appendChild(field);
    field.select();
    if (document.execCommand("copy")) done();
    document.body.removeChild(field);
  }

  /* A second press sends nothing while the first is on its way (the idempotency key would catch it too). */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    var pressed = event.submitter || document.activeElement;
    if (pressed && pressed.hasAttribute("data-stays")) return; /* a file comes back and the page stays */
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    each("form[data-sent]", function (form) {
      form.removeAttribute("data-sent");
      form.removeAttribute("aria-busy");
    });
  });

  /* A file that the page has just been given for: fetched at once; without script its link is there to press. */
  each("a[data-fetch-now]", function (link) { link.click(); });

  /* A tick shows what belongs to it: <input data-opens="id">. Without script all of it is open.
     A fieldset that is closed is not sent. */
  function follow(box) {
    var part = document.getElementById(box.getAttribute("data-opens"));
    if (!part) return;
    part.hidden = !box.checked;
    if (part.tagName === "FIELDSET") part.disabled = !box.checked;
  }
  each("[data-opens]", function (box) {
    follow(box);
    box.addEventListener("change", function () { each("[data-opens]", follow); });
  });

  /* A file that is too large is told of before it is sent. */
  each("input[type=file][data-limit]", function (input) {
    input.addEventListener("change", function () {
      var limit = Number(input.getAttribute("data-limit"));
      var large = Array.prototype.filter.call(input.files, function (file) { return file.size > limit; });
      input.setCustomValidity(large.length ? "文件“" + large[0].name + "”超过单个文件的大小上限" : "");
      input.reportValidity();
    });
  });
})();
