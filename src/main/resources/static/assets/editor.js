// Line numbers, colours, and problems at their lines. Without it the plain field does the same work.
(function () {
  "use strict";
  var field = document.querySelector("textarea[data-code]");
  if (!field || !window.CodeMirror) return;
  var editor = window.CodeMirror.fromTextArea(field, {
    mode: "yaml", lineNumbers: true, indentUnit: 2, tabSize: 2, inputStyle: "contenteditable", spellcheck: false, viewportMargin: Infinity,
    // Tab leaves the field, as in any other; spaces indent.
    extraKeys: { Tab: false, "Shift-Tab": false }
  });
  editor.getInputField().setAttribute("aria-label", "The route's YAML");
  document.querySelectorAll("[data-line]").forEach(function (problem) {
    var line = Number(problem.getAttribute("data-line")) - 1;
    if (line < 0 || line >= editor.lineCount()) return;
    var note = document.createElement("p");
    note.className = "at-line";
    note.textContent = problem.querySelector(".said").textContent;
    editor.addLineClass(line, "wrap", "wrong-line");
    editor.addLineWidget(line, note);
    editor.scrollIntoView({ line: line, ch: 0 }, 120);
  });
})();
