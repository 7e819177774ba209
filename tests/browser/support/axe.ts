import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** Resolves when nothing fades or slides in any more: half-way there colours have no contrast yet. */
const AT_REST = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const moves = () =>
    document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  for (let still = 0; still < 2; still++) {
    await frame()
    const moving = moves()
    if (moving.length) still = -1
    await Promise.allSettled(moving.map((one) => one.finished))
  }
})()`

// Not by their tag: with it comes a rule of level AAA.
const COLOURS = "['color-contrast', 'link-in-text-block']"

/**
 * What axe finds on the page that is open and hinders people for sure; of colours alone, where all else was looked at in
 * others.
 */
export async function findings(page: Page, only?: 'colours'): Promise<string[]> {
  await page.evaluate(AT_REST)
  // By way of the debugger: the page's own policy runs no script that is not of this origin.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const violations: Violation[] = await page.evaluate(
    `axe.run(document, {
      resultTypes: ['violations'], runOnly: ${only ? COLOURS : 'undefined'}
    }).then((found) => found.violations)`
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
