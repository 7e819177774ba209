/*
 * `npm run help:pictures [NAME...]`: takes the pictures of the guides from the demo, in both languages, and writes them to
 * resources/help/pictures. Names take only those.
 */
import { spawnSync } from 'node:child_process'
import { ensureBuilt, ensureInstalled, main, node, root, SetupError } from './setup.mjs'

main(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const { status } = spawnSync(
    node(),
    [
      ...['--import=@poppinss/ts-exec', 'tests/browser/support/help_pictures/take.ts'],
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit' }
  )
  if (status !== 0) throw new SetupError('Not all pictures could be taken.')
})
