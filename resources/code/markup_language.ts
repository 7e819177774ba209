import { StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'

interface State {
  inTag: boolean
  inComment: boolean
}

/** XML and HTML as far as colours go: tags, attributes, strings, comments. Other templates are plain text. */
const xml = StreamLanguage.define<State>({
  name: 'markup',
  startState: () => ({ inTag: false, inComment: false }),
  token(stream, state) {
    if (state.inComment) {
      if (stream.skipTo('-->')) {
        stream.match('-->')
        state.inComment = false
      } else stream.skipToEnd()
      return 'comment'
    }
    if (state.inTag) {
      if (stream.eatSpace()) return null
      if (stream.match(/^\/?>/)) {
        state.inTag = false
        return 'angleBracket'
      }
      if (stream.match(/^(?:"[^"]*"|'[^']*')/)) return 'string'
      if (stream.match(/^[\w:.-]+/)) return 'attributeName'
      stream.next()
      return null
    }
    if (stream.match('<!--')) {
      state.inComment = true
      return 'comment'
    }
    if (stream.match(/^<[?!][^>]*>/)) return 'processingInstruction'
    if (stream.match(/^<\/?[A-Za-z][\w:.-]*/)) {
      state.inTag = true
      return 'tagName'
    }
    stream.next()
    stream.eatWhile(/[^<]/)
    return null
  },
})

export const markup = (language: 'xml' | 'html' | 'liquid'): Extension =>
  language === 'liquid' ? [] : xml
