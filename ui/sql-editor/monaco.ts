// Editor core with all its features, and of the languages only SQL. Imported inside an effect only.
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/sql/register";
import "monaco-editor/languages/definitions/pgsql/register";
import "monaco-editor/languages/definitions/mysql/register";
import type { Kept, Mark, Surface, SurfaceEvents } from "./surface";

const OWNER = "gatehouse";

self.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL("monaco-editor/editor/editor.worker.js", import.meta.url), {
      type: "module",
    }),
};

/** The page's own colours: Monaco cannot read CSS variables. */
const THEMES = {
  "gatehouse-light": {
    base: "vs",
    colors: {
      "editor.background": "#ffffff",
      "editorGutter.background": "#ffffff",
      "editorLineNumber.foreground": "#656d7b",
      "editorLineNumber.activeForeground": "#15181e",
      "editor.lineHighlightBackground": "#f7f8f9",
      "editor.selectionBackground": "#d5d9f8",
      "editorWidget.background": "#ffffff",
      "editorWidget.border": "#e3e6ea",
      focusBorder: "#4650c8",
    },
    rules: [
      { token: "keyword", foreground: "4650c8" },
      { token: "string.sql", foreground: "146c43" },
      { token: "operator.sql", foreground: "525a68" },
      { token: "number", foreground: "8a5203" },
      { token: "comment", foreground: "656d7b" },
      { token: "predefined.sql", foreground: "7a3dae" },
    ],
  },
  "gatehouse-dark": {
    base: "vs-dark",
    colors: {
      "editor.background": "#111419",
      "editorGutter.background": "#111419",
      "editorLineNumber.foreground": "#8b94a3",
      "editorLineNumber.activeForeground": "#e8eaee",
      "editor.lineHighlightBackground": "#171b21",
      "editor.selectionBackground": "#31376f",
      "editorWidget.background": "#171b21",
      "editorWidget.border": "#242932",
      focusBorder: "#98a1ff",
    },
    rules: [
      { token: "keyword", foreground: "98a1ff" },
      { token: "string.sql", foreground: "6bd39c" },
      { token: "operator.sql", foreground: "a5adba" },
      { token: "number", foreground: "eebb62" },
      { token: "comment", foreground: "8b94a3" },
      { token: "predefined.sql", foreground: "cfa3f5" },
    ],
  },
} as const satisfies Record<string, monaco.editor.IStandaloneThemeData | { rules: unknown }>;

for (const [name, { base, colors, rules }] of Object.entries(THEMES)) {
  monaco.editor.defineTheme(name, { base, inherit: true, colors, rules: [...rules] });
}

export interface MonacoOptions extends SurfaceEvents {
  readonly host: HTMLElement;
  readonly kept: Kept;
  readonly label: string;
}

/** Whose words are coloured. */
export type EditorDialect = "postgres" | "mysql";

const LANGUAGES = { postgres: "pgsql", mysql: "mysql" } as const;

export interface MonacoSurface extends Surface {
  setDialect(dialect: EditorDialect): void;
  setDark(isDark: boolean): void;
  dispose(): void;
}

/** Puts an editor into the host, with text, selection and focus of the text area before it. */
export function createMonaco({ host, kept, label, onChange, onRun }: MonacoOptions): MonacoSurface {
  const editor = monaco.editor.create(host, {
    value: kept.text,
    language: "pgsql",
    ariaLabel: label,
    automaticLayout: true,
    contextmenu: true,
    // Typed text goes through a text area in every browser, not in all but one.
    editContext: false,
    fixedOverflowWidgets: true,
    fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    padding: { top: 10, bottom: 10 },
    renderLineHighlightOnlyWhenFocus: true,
    scrollBeyondLastLine: false,
    tabSize: 2,
    unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
    wordBasedSuggestions: "currentDocument",
  });
  editor.addAction({
    id: "gatehouse.run",
    label: "Run the statement",
    keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
    run: onRun,
  });
  editor.onDidChangeModelContent(() => onChange(editor.getValue()));
  letKeyboardLeave(editor);
  const surface = surfaceOfEditor(editor);
  if (kept.hasFocus) {
    editor.focus();
    surface.setSelection(kept);
  }
  // Characters are measured when the editor is made; the font may come later.
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
  return surface;
}

/** Escape, then Tab leaves the editor; Ctrl+M switches the same for good (Monaco's own key). */
function letKeyboardLeave(editor: monaco.editor.IStandaloneCodeEditor): void {
  editor.addCommand(
    monaco.KeyCode.Escape,
    () => editor.updateOptions({ tabFocusMode: true }),
    "editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !renameInputVisible && !parameterHintsVisible && !editorHasMultipleSelections",
  );
  editor.onDidBlurEditorText(() => editor.updateOptions({ tabFocusMode: false }));
}

const SEVERITIES = {
  bad: monaco.MarkerSeverity.Error,
  warn: monaco.MarkerSeverity.Warning,
} as const;

function markerOf(rangeOf: (span: Mark) => monaco.Range) {
  return (mark: Mark): monaco.editor.IMarkerData => {
    const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(mark);
    const place = { startLineNumber, startColumn, endLineNumber, endColumn };
    return { ...place, severity: SEVERITIES[mark.tone], message: mark.message };
  };
}

function surfaceOfEditor(editor: monaco.editor.IStandaloneCodeEditor) {
  const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }) => {
    const model = editor.getModel();
    if (model === null) return new monaco.Range(1, 1, 1, 1);
    return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  };
  return {
    getText: () => editor.getValue(),
    // As an edit, so that undo brings back what was there.
    setText: (text: string) => {
      const model = editor.getModel();
      if (model === null) return;
      editor.pushUndoStop();
      editor.executeEdits(OWNER, [{ range: model.getFullModelRange(), text }]);
      editor.pushUndoStop();
    },
    focus: () => editor.focus(),
    setSelection: (span: { readonly start: number; readonly end: number }) =>
      editor.setSelection(rangeOf(span)),
    select: (span: { readonly start: number; readonly end: number }) => {
      const range = rangeOf(span);
      editor.setSelection(range);
      editor.revealRangeInCenterIfOutsideViewport(range);
      editor.focus();
    },
    mark: (marks: readonly Mark[]) => {
      const model = editor.getModel();
      if (model === null) return;
      monaco.editor.setModelMarkers(model, OWNER, marks.map(markerOf(rangeOf)));
    },
    setDialect: (dialect: EditorDialect) => {
      const model = editor.getModel();
      if (model !== null) monaco.editor.setModelLanguage(model, LANGUAGES[dialect]);
    },
    setDark: (isDark: boolean) =>
      monaco.editor.setTheme(isDark ? "gatehouse-dark" : "gatehouse-light"),
    dispose: () => {
      editor.getModel()?.dispose();
      editor.dispose();
    },
  };
}
