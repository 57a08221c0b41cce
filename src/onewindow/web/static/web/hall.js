/* The hall's pages: parts that ask again are swapped only when they changed, a call is said once, and aloud if wished. ES2017 only. */
(function () {
  "use strict";

  var said = document.getElementById("said");
  var voice = document.querySelector("[data-voice]");
  var speaks = false;
  var last = null;

  /* A part says what it has seen; while it would say the same it is answered with nothing. */
  document.addEventListener("htmx:configRequest", function (event) {
    var seen = event.detail.elt.getAttribute("data-seen");
    if (seen) event.detail.headers["X-Seen"] = seen;
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var seen = event.detail.xhr && event.detail.xhr.getResponseHeader("X-Seen");
    if (seen) event.detail.elt.setAttribute("data-seen", seen);
  });
  document.addEventListener("htmx:afterSwap", announce);

  function announce() {
    var called = document.querySelector("[data-announce]");
    var key = called ? called.getAttribute("data-announce-key") : "";
    if (key === last) return;
    var first = last === null;
    last = key;
    if (!called || first) return;
    var words = called.getAttribute("data-announce");
    if (said) said.textContent = words;
    if (navigator.vibrate && !voice) navigator.vibrate([300, 150, 300]);
    if (speaks) speak(words);
  }

  function speak(words) {
    var utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = "zh-CN";
    utterance.rate = 0.9;
    window.speechSynthesis.speak(utterance);
  }

  if (voice && !window.speechSynthesis) voice.remove();
  else if (voice) voice.addEventListener("click", function () {
    speaks = !speaks;
    voice.setAttribute("aria-pressed", String(speaks));
    if (speaks) speak("语音播报已开启");
  });

  var clock = document.querySelector("[data-clock]");
  if (clock) window.setInterval(function () {
    var now = new Date();
    var text = ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
    if (clock.textContent !== text) clock.textContent = text;
  }, 5000);

  announce();
})();
