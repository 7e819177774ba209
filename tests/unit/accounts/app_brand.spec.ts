import { test } from '@japa/runner'
import { type OwnBrand, PLAIN_APP_BRAND, mergeBrand, poweredByText } from '#accounts/app_brand'
import { appBrandShape } from '#accounts/app_brand_shape'
import {
  type Ground,
  contrastOn,
  darkColour,
  isReadable,
  nearestReadable,
} from '#accounts/brand_colours'
import { brandCss } from '#accounts/brand_css'
import { GOOD_CONTRAST } from '#accounts/contrast'
import { fromOklch, toOklch } from '#accounts/oklch'
import { letterIcon, manifestOf, presentBrand } from '#accounts/present_brand'
import type { Problem } from '#shared/result'

const logo = { id: 'a'.repeat(40), width: 100, height: 20 }
const problemsOf = (input: unknown) => {
  const problems: Problem[] = []
  appBrandShape.parse(input, '', problems)
  return problems
}
const COLOURS = ['#ffee00', '#ff0000', '#00ff00', '#0000ff', '#808080', '#ffffff', '#000000']

test.group('Whose brand applies', () => {
  const install: OwnBrand = { name: 'Leadhaus', color: '#1d4ed8', support_email: 'a@haus.example' }
  const agency: OwnBrand = { name: 'Agentur', logo, color_dark: '#93c5fd', powered_by: true }

  test('own, else the agency’s, else the install’s, else the product’s', ({ assert }) => {
    const merged = mergeBrand([{ radius: 'round' }, agency, install])
    assert.include(merged, { name: 'Agentur', color: '#1d4ed8', radius: 'round', font: 'inter' })
    assert.include(merged, { support_email: 'a@haus.example', color_dark: '#93c5fd' })
    assert.deepEqual(merged.logo, logo)
    assert.equal(mergeBrand([{}, {}]).name, PLAIN_APP_BRAND.name)
  })

  test('who has a name of its own shows no logo of another', ({ assert }) => {
    assert.isUndefined(mergeBrand([{ name: 'Kunde' }, agency]).logo)
    const own = { ...logo, id: 'b'.repeat(40) }
    const dark = { ...agency, logo_dark: logo }
    assert.isUndefined(mergeBrand([{ logo: own }, dark]).logo_dark)
    assert.isUndefined(mergeBrand([{ color: '#b91c1c' }, agency]).color_dark)
  })

  test('texts of the login come by language', ({ assert }) => {
    const { login } = mergeBrand([{ login: { de: 'Hallo' } }, { login: { en: 'Hi', de: 'Tag' } }])
    assert.deepEqual(login, { en: 'Hi', de: 'Hallo' })
  })

  test('nothing says whose software it is unless that is switched on', ({ assert }) => {
    assert.isNull(poweredByText(mergeBrand([install])))
    assert.isNull(poweredByText(mergeBrand([{ powered_by: true }])), 'the product itself')
    assert.equal(poweredByText(mergeBrand([install, agency])), 'Powered by Sluice')
    assert.isNull(poweredByText(mergeBrand([{ powered_by: false }, agency])))
    const shown = { ...presentBrand(mergeBrand([install]), 'en'), css: '' }
    assert.notMatch(JSON.stringify(shown), /sluice|mark\.svg/i)
  })
})

test.group('Colours of a brand', () => {
  test('the nearest that can be read has its hue and just the contrast', ({ assert }) => {
    for (const colour of COLOURS)
      for (const ground of ['light', 'dark'] as Ground[]) {
        const near = nearestReadable(colour, ground)
        assert.isAtLeast(contrastOn(near, ground), GOOD_CONTRAST, `${colour} ${ground}`)
        if (isReadable(colour, ground)) assert.equal(near, colour)
        else assert.isBelow(contrastOn(near, ground), GOOD_CONTRAST + 0.4, `${colour} ${ground}`)
        assert.isTrue(isReadable(darkColour(colour), 'dark'))
      }
  })

  test('a colour comes back from oklch as it was, and grey stays grey', ({ assert }) => {
    for (const colour of [...COLOURS, '#0f6e6c', '#7c3aed'])
      assert.equal(fromOklch(toOklch(colour)), colour)
    assert.match(darkColour('#404040'), /^#(..)\1\1$/)
  })

  test('too faint is refused by name, with one that is not', ({ assert }) => {
    const [light] = problemsOf({ color: '#ffcc00' })
    assert.include(light, { field: 'color', rule: 'contrast' })
    const suggested = /nearest that has is (#[0-9a-f]{6})/.exec(light.message)?.[1]
    assert.isEmpty(problemsOf({ color: suggested }))
    assert.equal(problemsOf({ color_dark: '#111111' })[0].field, 'color_dark')
    assert.isEmpty(problemsOf({ color: '#0F6E6C' }))
  })

  test('a style sheet holds nothing anybody wrote', ({ assert }) => {
    const css = brandCss(mergeBrand([{ color: '#1d4ed8', radius: 'sharp', font: 'serif' }]))
    assert.match(
      css,
      /^html:root\{--brand:#1d4ed8;--radius:2px;--font:[^{}<>]+\}html\.dark\{--brand-text:#[0-9a-f]{6}\}$/
    )
    assert.isNotEmpty(problemsOf({ color: 'red;}body{display:none' }))
    assert.isNotEmpty(problemsOf({ font: 'x' }))
  })
})

test.group('Texts of a brand', () => {
  test('links are of the web, names are one line, addresses are one address', ({ assert }) => {
    for (const url of ['javascript:alert(1)', 'ftp://a.example', '//x', 'https://u:p@a.example'])
      assert.equal(problemsOf({ imprint_url: url })[0]?.field, 'imprint_url', url)
    for (const name of ['A\nBcc: x@y.example', 'A\u202eB'])
      assert.equal(problemsOf({ sender_name: name })[0]?.field, 'sender_name')
    for (const address of ['a@b.example, c@d.example', 'A <a@b.example>', 'a@b'])
      assert.equal(problemsOf({ reply_to: address })[0]?.field, 'reply_to')
    assert.equal(problemsOf({ login: { en: 'x'.repeat(241) } })[0].field, 'login.en')
    assert.equal(problemsOf({ css: '*{}' })[0].field, 'css')
    assert.isEmpty(
      problemsOf({ terms_url: 'https://a.example/terms', support_email: 'a@b.example' })
    )
  })

  test('the icon without an upload is a letter of the name, and only that', ({ assert }) => {
    assert.include(decodeURIComponent(letterIcon('<script>', '#111111')), '>S</text>')
    assert.include(decodeURIComponent(letterIcon('ärger', '#111111')), '>Ä</text>')
    const icon = { id: 'c'.repeat(40), width: 512, height: 512 }
    const { icons } = manifestOf(mergeBrand([{ name: 'A', icon }]))
    assert.deepEqual(
      icons.map(({ sizes }) => sizes),
      ['192x192', '512x512']
    )
  })
})
