// Everything works without this file; it only saves clicks.
(function () {
  "use strict";

  // Nothing is fetched again while nobody looks, or while somebody works within it.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var element = event.detail.elt;
    if (!element.hasAttribute("data-poll")) return;
    var busy = document.hidden || (element.contains(document.activeElement) && document.activeElement !== document.body);
    if (busy) event.preventDefault();
  });

  document.addEventListener("htmx:sendError", function () { say("The hub doesn't answer. This page shows how it was."); });
  document.addEventListener("htmx:responseError", function (event) {
    if (!event.detail.elt.hasAttribute("data-poll")) say("The hub said no. Load the page again to see why.");
  });

  function say(sentence) {
    var place = document.getElementById("said");
    if (place) { place.textContent = sentence; place.hidden = false; }
  }

  // A button that copies the field before it.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var field = document.getElementById(button.getAttribute("data-copy"));
    field.select();
    navigator.clipboard.writeText(field.value).then(function () { button.textContent = "Copied"; }, function () {});
  });

  // Choosing in a list is enough where there is script.
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-copy]").forEach(function (b) { b.hidden = false; });
  });

  // A question before what can't be taken back.
  document.addEventListener("submit", function (event) {
    var question = event.target.getAttribute("data-ask");
    if (question && !window.confirm(question)) event.preventDefault();
  });
})();
