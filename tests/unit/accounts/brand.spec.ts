import { test } from '@japa/runner'
import { PLAIN } from '#accounts/brand'
import { brandShape } from '#accounts/brand_shape'
import {
  PLACEHOLDERS,
  type Placeholder,
  fillText,
  unknownPlaceholders,
} from '#accounts/brand_texts'
import { contrastWithWhite } from '#accounts/contrast'
import { readLogo } from '#accounts/logo_image'
import type { Problem } from '#shared/result'

const LOOK = PLAIN
const problemsOf = (own: object) => {
  const problems: Problem[] = []
  brandShape.parse({ ...LOOK, ...own }, '', problems)
  return problems.map(({ field, rule }) => [field, rule])
}
const VALUES = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `<${name}>`])) as Record<
  Placeholder,
  string
>

const svg = (inner: string, own = 'viewBox="0 0 40 10"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${own}>${inner}</svg>`)
const textOf = (content: Buffer) => {
  const read = readLogo(content)
  return read.ok ? read.value.bytes.toString() : read.problem.rule
}

test.group('brand', () => {
  test('a text takes values once and as they are; what stands for nothing is named', ({
    assert,
  }) => {
    assert.equal(fillText('No. {number}, {nobody}', VALUES), 'No. <number>, {nobody}')
    const tricky = { ...VALUES, partner: '{total}\n\nfree $& of charge' }
    assert.equal(fillText('{partner}!', tricky), '{total} free $& of charge!')
    assert.deepEqual(unknownPlaceholders('{number} {net} { total } {constructor}'), [
      'net',
      ' total ',
      'constructor',
    ])
  })

  test('what is saved is checked field by field', ({ assert }) => {
    assert.deepEqual(problemsOf({}), [])
    assert.deepEqual(problemsOf({ accent: 'red;}' }), [['accent', 'colour']])
    assert.deepEqual(problemsOf({ accent: '#ffee00' }), [['accent', 'contrast']])
    assert.deepEqual(problemsOf({ texts: { de: { intro: '{amount}' } } }), [
      ['texts.de.intro', 'placeholder'],
    ])
    assert.deepEqual(problemsOf({ footer: ['a\nb\nc\nd\ne\nf', 'x'.repeat(61)] }), [
      ['footer[0]', 'footer_lines'],
      ['footer[1]', 'footer_width'],
    ])
    assert.deepEqual(problemsOf({ font: 'comic', price: '1' }), [
      ['price', 'unknown_key'],
      ['font', 'enum'],
    ])
    assert.closeTo(contrastWithWhite('#000000'), 21, 0.01)
    assert.closeTo(contrastWithWhite('#777777'), 4.48, 0.01)
  })

  test('an SVG is written anew from its shapes', ({ assert }) => {
    const drawn = textOf(
      svg(
        '<metadata>Ann</metadata><g onclick="alert(1)" fill="#0a0"><path d="M0 0h40v10z" style="fill:url(https://x.example/a)"/></g>'
      )
    )
    assert.equal(
      drawn,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><g fill="#0a0"><path d="M0 0h40v10z"></path></g></svg>'
    )
    for (const inner of [
      '<script>alert(1)</script>',
      '<foreignObject><b/></foreignObject>',
      '<image href="https://x.example/a.png"/>',
      '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
      '<text>Sun</text>',
      '<style>@import "https://x.example/a.css";</style>',
      '<style>path{fill:url(https://x.example)}</style>',
    ])
      assert.equal(textOf(svg(inner)), 'logo_svg', inner)
    assert.equal(
      textOf(Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>')),
      'logo_svg'
    )
    assert.equal(textOf(svg('<g>')), 'logo_broken')
    assert.equal(textOf(svg('', '')), 'logo_svg')
  })

  test('pictures are what their content says, and of a size that can be printed', ({ assert }) => {
    assert.equal(textOf(Buffer.from('PK\x03\x04')), 'logo_type')
    assert.equal(textOf(Buffer.alloc(0)), 'required')
    assert.equal(textOf(Buffer.alloc(1024 * 1024 + 1)), 'logo_size')
    assert.equal(textOf(png(40, 20).subarray(0, 40)), 'logo_broken')
    assert.equal(textOf(png(4001, 20)), 'logo_pixels')
    assert.equal(textOf(png(8, 20)), 'logo_pixels')
    const read = readLogo(Buffer.concat([png(40, 20, ['tEXt']), Buffer.from('<script>')]))
    assert.isTrue(read.ok)
    if (!read.ok) return
    assert.deepEqual([read.value.width, read.value.height], [40, 20])
    assert.notInclude(read.value.bytes.toString('latin1'), 'tEXt')
    assert.notInclude(read.value.bytes.toString('latin1'), '<script>')
  })
})

/** The parts of a PNG without a picture in them. */
function png(width: number, height: number, more: string[] = []): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const chunk = (kind: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(kind, 'latin1'), data, Buffer.alloc(4)])
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...more.map((kind) => chunk(kind, Buffer.from('who took it'))),
    chunk('IDAT', Buffer.from([0])),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
