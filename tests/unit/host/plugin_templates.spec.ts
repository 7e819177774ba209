import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import ts from 'typescript'
import MakePlugin from '#commands/make_plugin'
import PluginList from '#commands/plugin_list'
import { KIND_FOLDERS } from '#host/load_plugins'
import { pluginTemplate } from '#host/plugin_templates'
import { PluginRegistry } from '#host/registry'
import type { PluginKind } from '#sdk'

const KINDS = Object.entries(KIND_FOLDERS) as [PluginKind, string][]

test.group('New plugins', (group) => {
  /** Inside the app, so that `#sdk` means the same; in a folder of its own, so that nothing else sees it. */
  const root = app.makePath('tmp', `new_plugins_${process.pid}`)

  group.setup(async () => {
    await mkdir(root, { recursive: true })
    return () => rm(root, { recursive: true, force: true })
  })

  test('what make:plugin writes loads, passes its contract and compiles', async ({ assert }) => {
    const files: string[] = []
    for (const [kind, folder] of KINDS) {
      const id = `my_new_${kind}`
      const { plugin, spec } = pluginTemplate(kind, id, folder)
      const written = [
        { file: join(root, 'plugins', folder, `${id}.ts`), text: plugin },
        { file: join(root, 'specs', `${id}.spec.ts`), text: spec },
      ]
      for (const { file, text } of written) {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, text.replace(/'#(plugins\/.*)'/, "'../$1.js'"))
        files.push(file)
      }
    }

    const registry = await PluginRegistry.load({ root })
    assert.deepEqual(
      registry.list().map(({ kind, id, name, reason }) => ({ kind, id, name, reason })),
      KINDS.map(([kind]) => ({
        kind,
        id: `my_new_${kind}`,
        name: `My new ${kind}`,
        reason: null,
      }))
    )

    const runner = join(root, 'run.ts')
    await writeFile(
      runner,
      `import { configure, run } from '@japa/runner'
       configure({ files: ['specs/*.spec.ts'], importer: (file) => import(file.href) })
       await run()`
    )
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', '@poppinss/ts-exec', runner],
      { cwd: root }
    )
    assert.match(stdout, /PASSED/)
    for (const [kind] of KINDS) assert.include(stdout, `Contract | ${kind} my_new_${kind}`)

    const config = ts.getParsedCommandLineOfConfigFile(
      app.makePath('tsconfig.json'),
      { noEmit: true, skipLibCheck: true },
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined }
    )!
    const program = ts.createProgram(files, config.options)
    const found = files.flatMap((file) => {
      const source = program.getSourceFile(file)
      return [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)]
    })
    assert.deepEqual(
      found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n')),
      []
    )
  }).timeout(60_000)

  test('a name that is a word of the language makes a plugin too', ({ assert }) => {
    assert.include(pluginTemplate('node', 'switch', 'nodes').spec, 'import switchPlugin from')
    assert.include(pluginTemplate('node', 'is_new', 'nodes').spec, 'import isNew from')
  })

  test('make:plugin refuses unknown kinds, bad names and what exists', async ({ assert }) => {
    ace.ui.switchMode('raw')
    const attempts: [string[], string][] = [
      [['chanel', 'x'], '"chanel" is no kind'],
      [['node', 'BadName'], '"BadName" is no id'],
      [['node', '../evil'], '"../evil" is no id'],
      [['node', 'switch'], 'plugins/nodes/switch.ts exists already'],
    ]
    const before = await readFile(app.makePath('plugins/nodes/switch.ts'), 'utf8')
    for (const [args, says] of attempts) {
      const command = await ace.create(MakePlugin, args)
      await command.exec()
      assert.strictEqual(command.exitCode, 1)
      const [log] = command.ui.logger.getLogs().slice(-1)
      assert.include(log.message, says)
    }
    assert.strictEqual(await readFile(app.makePath('plugins/nodes/switch.ts'), 'utf8'), before)
  })

  test('plugin:list shows every plugin', async ({ assert }) => {
    ace.ui.switchMode('raw')
    const command = await ace.create(PluginList, [])
    await command.exec()
    command.assertSucceeded()
    const rows = command.ui.logger.getLogs().map((log) => log.message)
    assert.isTrue(
      rows.some((row) => row.includes('webhook') && row.includes('active')),
      rows.join('\n')
    )
  })
})
