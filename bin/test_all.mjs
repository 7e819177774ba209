/*
 * `npm test`: everything from a bare clone: installs, then unit, functional and browser tests on the embedded parts.
 * Needs no service, no browser and no network beyond the package registry. Ends with one line `N passed, N failed`.
 */
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, main, root, say, SetupError } from './setup.mjs'
import { aside, embeddedEnv, report, runSuite } from './test_suites.mjs'

/** The pages are tested as users get them: built, and served by the built app. */
async function build() {
  try {
    await ensureBuilt()
    return null
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return error
  }
}

main(async () => {
  await ensureInstalled()
  // Each of a pair leaves a core to the other: one suite waits for its servers, the other draws pages.
  const [unit, unbuilt] = await Promise.all([runSuite('unit', embeddedEnv()), build()])
  const results = [unit]
  if (unbuilt) {
    results.push(await runSuite('functional', embeddedEnv()))
    say(unbuilt.message)
    results.push({ suite: 'browser', code: 1, passed: 0, failed: 1, ended: true })
  } else {
    const storage = { ...embeddedEnv(), STORAGE_PATH: join(root, 'tmp/test-browser') }
    const { write, show } = aside()
    results.push(
      ...(await Promise.all([
        runSuite('functional', embeddedEnv()).finally(show),
        runSuite('browser', storage, [], write),
      ]))
    )
  }
  report(results)
})
