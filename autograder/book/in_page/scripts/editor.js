/** An editor for Python. Tab indents; after Escape it leaves, as the editor's own description says. */
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const HELP = "Python editor. Control Enter runs, Shift Enter checks. Tab indents: press Escape, then Tab, to leave.";

/**
 * @param {{text: string, label: string, changed: (text: string) => void, run: () => void, check: () => void}} options
 */
export function editor({ text, label, changed, run, check }) {
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Mod-Enter", run: () => (run(), true) },
          { key: "Shift-Enter", run: () => (check(), true) },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        history(),
        lineNumbers(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        python(),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.editorAttributes.of({ class: "exercise-editor" }),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-description": HELP }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
  return {
    dom: view.dom,
    text: () => view.state.doc.toString(),
    replace: (other) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: other },
        annotations: isolateHistory.of("full"), // undone by itself
      }),
    focus: () => {
      view.dispatch({ selection: placeToWrite(view.state.doc), scrollIntoView: true });
      view.focus();
    },
  };
}

/** The lines that say that code is missing, selected: what is typed takes their place. */
function placeToWrite(doc) {
  const found = /# YOUR CODE HERE\n\s*raise NotImplementedError\(\)/.exec(doc.toString());
  return found ? { anchor: found.index, head: found.index + found[0].length } : { anchor: doc.length };
}
