import { test } from '@japa/runner'
import {
  candidatesFor,
  labelOf,
  mentionsIn,
  noteParts,
  typedMention,
} from '../../../resources/crm/note_parts.js'

const ann = { email: 'ann@team.example', name: 'Ann' }
const miller = { email: 'miller@team.example', name: 'Ann Miller' }
const weiss = { email: 'jana@team.example', name: 'Jana Weiß' }
const nameless = { email: 'bo@team.example', name: null }
const people = [ann, miller, weiss, nameless]

test.group('What a note says', () => {
  test('links and names stand out; the rest is text, whatever it looks like', ({ assert }) => {
    const text = '@Ann Miller see https://a.example/x?y=1, (http://b.example). <b>@Ann</b> @Annika'
    assert.deepEqual(noteParts(text, ['Ann', 'Ann Miller']), [
      { kind: 'person', text: '@Ann Miller' },
      { kind: 'text', text: ' see ' },
      { kind: 'link', text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
      { kind: 'text', text: ', (' },
      { kind: 'link', text: 'http://b.example', href: 'http://b.example' },
      { kind: 'text', text: '). <b>' },
      { kind: 'person', text: '@Ann' },
      { kind: 'text', text: '</b> @Annika' },
    ])
    assert.deepEqual(noteParts('javascript:alert(1)', []), [
      { kind: 'text', text: 'javascript:alert(1)' },
    ])
  })

  test('who is named is found by their name, or by their address where that says more', ({
    assert,
  }) => {
    const twin = { email: 'other@team.example', name: 'Ann' }
    assert.equal(labelOf(ann, [...people, twin]), 'ann@team.example')
    assert.equal(labelOf(nameless, people), 'bo@team.example')
    assert.deepEqual(mentionsIn('Hi @Ann Miller and @bo@team.example', people), [
      miller.email,
      nameless.email,
    ])
    assert.deepEqual(mentionsIn('Hi Ann Miller, mail ann@team.example', people), [])
    assert.deepEqual(mentionsIn('@Jana Weiß, @Jana Weiß', people), [weiss.email])
  })

  test('an @ is the beginning of a name where a word begins', ({ assert }) => {
    assert.deepEqual(typedMention('Hi @', 4), { at: 3, typed: '' })
    assert.deepEqual(typedMention('Hi @ann mi', 10), { at: 3, typed: 'ann mi' })
    assert.isNull(typedMention('ann@team', 8))
    assert.isNull(typedMention('@ann\nmore', 9))
    const found = (typed: string) => candidatesFor(typed, people).map(({ email }) => email)
    assert.deepEqual(found('an'), [ann.email, miller.email])
    assert.deepEqual(found('mill'), [miller.email])
    assert.deepEqual(found('WEI'), [weiss.email])
    assert.deepEqual(found('bo@'), [nameless.email])
    assert.deepEqual(found('nobody at all'), [])
  })
})
