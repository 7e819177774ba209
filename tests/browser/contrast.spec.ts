import { test } from '@japa/runner'
import { openPage } from './support/browser.js'

const SURFACES = ['--page', '--panel', '--raised', '--sunken']
const TEXT = ['--text-strong', '--text-normal', '--text-muted', '--brand-text']
const MEANING = ['sold', 'waiting', 'held', 'rejected', 'failed', 'test']

// What stands on what, and the contrast WCAG 2.2 AA asks for: 4.5 for text, 3 for the edge of a control.
const pairs: [front: string, back: string, least: number][] = [
  ...TEXT.flatMap((front) => SURFACES.map((back): [string, string, number] => [front, back, 4.5])),
  ...MEANING.flatMap((tone): [string, string, number][] => [
    [`--${tone}`, `--${tone}-soft`, 4.5],
    [`--${tone}`, '--panel', 4.5],
    [`--${tone}`, '--page', 4.5],
  ]),
  ['--brand-contrast', '--brand', 4.5],
  ['--text-inverse', '--ui-primary', 4.5],
  ['--line-strong', '--panel', 3],
  ['--line-strong', '--page', 3],
]

// Runs in the page: paints each colour as the browser resolves it and reads the pixel back.
const measure = `(wanted) => {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const probe = document.body.appendChild(document.createElement('i'))
  const luminance = (name) => {
    probe.style.color = 'var(' + name + ')'
    pen.fillStyle = getComputedStyle(probe).color
    pen.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((byte) => {
      const part = byte / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  return wanted.map(([front, back, least]) => {
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a)
    return { front, back, least, contrast: (light + 0.05) / (dark + 0.05) }
  })
}`

test.group('Colours', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${colorScheme}: text and controls can be told from what they stand on`, async ({
      assert,
    }) => {
      const { page, close } = await openPage({ colorScheme })
      await page.goto('/login')
      const found: { contrast: number; least: number }[] = await page.evaluate(
        `(${measure})(${JSON.stringify(pairs)})`
      )
      assert.deepEqual(
        found.filter((pair) => !(pair.contrast >= pair.least)),
        []
      )
      await close()
    })
  }
})
