// A pad to sign on with finger, pen or mouse; the picture goes with the form. Fields that belong to another choice are put away.
(function () {
  "use strict";
  document.querySelectorAll("canvas.signature-pad").forEach(function (pad) {
    var target = document.getElementById("signature");
    var pen = pad.getContext("2d");
    var drawing = false;
    pen.lineWidth = 3;
    pen.lineCap = "round";
    function place(event) {
      var box = pad.getBoundingClientRect();
      return [(event.clientX - box.left) * (pad.width / box.width), (event.clientY - box.top) * (pad.height / box.height)];
    }
    pad.addEventListener("pointerdown", function (event) {
      drawing = true;
      pen.beginPath();
      pen.moveTo.apply(pen, place(event));
      pad.setPointerCapture(event.pointerId);
    });
    pad.addEventListener("pointermove", function (event) {
      if (!drawing) { return; }
      pen.lineTo.apply(pen, place(event));
      pen.stroke();
    });
    pad.addEventListener("pointerup", function () {
      drawing = false;
      target.value = pad.toDataURL("image/png");
    });
    document.querySelectorAll("[data-clears='" + pad.id + "']").forEach(function (button) {
      button.addEventListener("click", function () {
        pen.clearRect(0, 0, pad.width, pad.height);
        target.value = "";
      });
    });
  });
  document.querySelectorAll("select[data-shows]").forEach(function (chooser) {
    function show() {
      document.querySelectorAll("[data-shown-by='" + chooser.dataset.shows + "']").forEach(function (part) {
        part.hidden = part.dataset.shownFor.split(" ").indexOf(chooser.value) < 0;
      });
    }
    chooser.addEventListener("change", show);
    show();
  });
})();
