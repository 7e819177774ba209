/*
 * `npm test`: everything from a bare clone: installs, then unit, functional and browser tests on the embedded parts.
 * Needs no service, no browser and no network beyond the package registry. Ends with one line `N passed, N failed`.
 */
import { ensureBuilt, ensureInstalled, main, say, SetupError } from './setup.mjs'
import { embeddedEnv, report, runSuite } from './test_suites.mjs'

main(async () => {
  await ensureInstalled()
  const results = [
    await runSuite('unit', embeddedEnv()),
    await runSuite('functional', embeddedEnv()),
  ]
  // The pages are tested as users get them: built, and served by the built app.
  try {
    await ensureBuilt()
    results.push(await runSuite('browser', embeddedEnv()))
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    results.push({ suite: 'browser', code: 1, passed: 0, failed: 1, ended: true })
  }
  report(results)
})
