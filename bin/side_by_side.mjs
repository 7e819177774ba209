/*
 * `node bin/side_by_side.mjs SCRIPT...`: runs scripts of package.json at the same time. What one says is printed whole
 * when it ends. Fails when any of them fails, once all have ended.
 */
import { spawn } from 'node:child_process'
import { root, say } from './setup.mjs'

const ran = process.argv.slice(2).map(
  (script) =>
    new Promise((done) => {
      const started = Date.now()
      const child = spawn('npm', ['run', '--silent', script], {
        ...{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
      })
      const said = []
      child.stdout.on('data', (chunk) => said.push(chunk))
      child.stderr.on('data', (chunk) => said.push(chunk))
      child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
      child.on('close', (code) => {
        process.stdout.write(Buffer.concat(said))
        say(
          `${script}: ${code === 0 ? 'ok' : 'failed'}, ${Math.round((Date.now() - started) / 1000)} s`
        )
        done(code === 0)
      })
    })
)
const results = await Promise.all(ran)
process.exitCode = results.length > 0 && results.every(Boolean) ? 0 : 1
