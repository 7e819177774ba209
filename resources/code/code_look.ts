import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/* Every colour is a token: light, dark and brands come with them. */
const theme = EditorView.theme({
  '&': { color: 'var(--text-strong)', backgroundColor: 'transparent', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '20px' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text-strong)' },
  '.cm-cursor': { borderLeftColor: 'var(--text-strong)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--text-muted)',
    border: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--line-soft) 40%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection':
    { backgroundColor: 'color-mix(in oklab, var(--brand) 28%, transparent) !important' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in oklab, var(--brand) 24%, transparent)',
    outline: 'none',
  },
  '.cm-placeholder': { color: 'var(--text-muted)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--text-muted)',
    border: 'none',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text-normal)',
    border: '1px solid var(--line-soft)',
    borderRadius: 'var(--radius)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', fontSize: '13px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sunken) !important',
    color: 'var(--text-strong) !important',
  },
  '.cm-completionDetail': {
    color: 'var(--text-muted)',
    fontFamily: 'var(--font)',
    fontStyle: 'normal',
  },
  '.cm-completionIcon': { display: 'none' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--failed)' },
  '.cm-variable': {
    backgroundColor: 'color-mix(in oklab, var(--brand) 12%, transparent)',
    color: 'var(--brand-text)',
    borderRadius: '3px',
  },
})

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--test)' },
  { tag: [tags.string, tags.regexp, tags.attributeValue], color: 'var(--sold)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--waiting)' },
  { tag: [tags.comment, tags.processingInstruction], color: 'var(--text-muted)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--text-strong)' },
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--brand-text)' },
  { tag: tags.invalid, color: 'var(--failed)' },
])

export const look = [theme, syntaxHighlighting(colours)]
