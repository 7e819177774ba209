/*
 * CodeMirror, dressed in our tokens. Loaded only where somebody edits code: import it dynamically.
 */
import {
  type CompletionContext,
  type CompletionResult,
  autocompletion,
} from '@codemirror/autocomplete'
import { javascript } from '@codemirror/lang-javascript'
import { json } from '@codemirror/lang-json'
import { indentUnit } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { markup } from './markup_language'
import { look } from './code_look'
import { offerInScript, offerInTemplate } from './complete_code'
import { templateMarks } from './template_marks'
import type { CodeLanguage, CodeProblem, Completion } from './types'

export interface CodeOptions {
  text: string
  language: CodeLanguage
  label: string
  describedBy?: string
  completions: readonly Completion[]
  readonly: boolean
  placeholder?: string
  onChange(text: string): void
  /** Ctrl-Enter; false where there is nothing to run. */
  onRun(): boolean
}

export interface CodeView {
  setText(text: string): void
  configure(options: Pick<CodeOptions, 'language' | 'completions' | 'readonly'>): void
  setProblems(problems: readonly CodeProblem[]): void
  insert(text: string): void
  /** The cursor at the beginning of a line, from 1. */
  goTo(line: number): void
  focus(): void
  destroy(): void
}

export function openCode(parent: HTMLElement, options: CodeOptions): CodeView {
  const changing = new Compartment()
  let now: Pick<CodeOptions, 'language' | 'completions'> = options
  const changeable = (of: Pick<CodeOptions, 'language' | 'readonly'>): Extension => [
    languageOf(of.language),
    EditorState.readOnly.of(of.readonly),
    EditorView.editable.of(!of.readonly),
  ]
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keymap.of([
          { key: 'Tab', run: indent, shift: outdent },
          ...['Mod-Enter', 'Ctrl-Enter'].map((key) => ({ key, run: () => options.onRun() })),
        ]),
        basicSetup,
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        lintGutter(),
        look,
        autocompletion({ override: [(context) => complete(context, now)] }),
        options.placeholder ? placeholder(options.placeholder) : [],
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          ...(options.describedBy && { 'aria-describedby': options.describedBy }),
        }),
        changing.of(changeable(options)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString())
        }),
      ],
    }),
  })

  return {
    setText(text) {
      const before = view.state.doc.toString()
      if (text !== before) view.dispatch({ changes: { from: 0, to: before.length, insert: text } })
    },
    configure(next) {
      now = next
      view.dispatch({ effects: changing.reconfigure(changeable(next)) })
    },
    setProblems(problems) {
      const { doc } = view.state
      const found = problems.map(({ line, message }): Diagnostic => {
        const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines))
        return { from, to, message, severity: 'error' }
      })
      view.dispatch(setDiagnostics(view.state, found))
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text))
      view.focus()
    },
    goTo(number) {
      const { doc } = view.state
      const line = doc.line(Math.min(Math.max(number, 1), doc.lines))
      view.dispatch({ selection: { anchor: line.from }, scrollIntoView: true })
      view.focus()
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

function languageOf(language: CodeLanguage): Extension {
  if (language === 'javascript') return javascript()
  const marked = language === 'json' ? json() : language === 'text' ? [] : markup(language)
  return [marked, templateMarks]
}

/** In a script the fields of the lead, by the script's own name for it; elsewhere variables in braces. */
function complete(
  { state, pos }: CompletionContext,
  { language, completions }: Pick<CodeOptions, 'language' | 'completions'>
): CompletionResult | null {
  const line = state.doc.lineAt(pos)
  const before = state.sliceDoc(line.from, pos)
  const offer =
    language === 'javascript'
      ? offerInScript(before, state.doc.toString(), completions)
      : offerInTemplate(before, state.sliceDoc(pos, pos + 20), completions)
  if (!offer) return null
  return {
    from: line.from + offer.from,
    validFor: language === 'javascript' ? /^[\w$]*$/ : /^[\w.]*$/,
    options: offer.options.map((one) => ({ ...one, type: 'variable' })),
  }
}

/** Two spaces at every line of the selection, or at the cursor. Escape, then Tab, leaves the editor instead. */
function indent(view: EditorView): boolean {
  const { state } = view
  if (state.readOnly) return false
  if (state.selection.main.empty) {
    view.dispatch(state.replaceSelection('  '))
    return true
  }
  view.dispatch({ changes: linesOf(view).map(({ from }) => ({ from, insert: '  ' })) })
  return true
}

function outdent(view: EditorView): boolean {
  if (view.state.readOnly) return false
  const changes = linesOf(view).flatMap(({ from, text }) => {
    const spaces = /^ {1,2}/.exec(text)?.[0].length ?? 0
    return spaces ? [{ from, to: from + spaces }] : []
  })
  if (changes.length) view.dispatch({ changes })
  return true
}

function linesOf({ state }: EditorView) {
  const { from, to } = state.selection.main
  const first = state.doc.lineAt(from).number
  const last = state.doc.lineAt(to).number
  return Array.from({ length: last - first + 1 }, (_, i) => state.doc.line(first + i))
}
