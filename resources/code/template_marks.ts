import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

/** Sets `{{ lead.email }}` and `{% if … %}` apart from the text around them, in every language. */
const marks = new MatchDecorator({
  regexp: /\{\{[^{}]*\}\}|\{%[^{}]*%\}/g,
  decoration: Decoration.mark({ class: 'cm-variable' }),
})

export const templateMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = marks.createDeco(view)
    }
    update(update: ViewUpdate) {
      this.decorations = marks.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations }
)
