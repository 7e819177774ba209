import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BaseCommand, args } from '@adonisjs/core/ace'

export default class MakePlugin extends BaseCommand {
  static commandName = 'make:plugin'
  static description =
    'Make a plugin and its spec: channel, strategy, node, tax, document, payment, intake, trigger or action'
  static help = ['{{ binaryName }} make:plugin strategy best_offer']

  @args.string({
    description: 'channel, strategy, node, tax, document, payment, intake, trigger or action',
  })
  declare kind: string

  @args.string({ description: 'The id, in snake_case; the file is named after it' })
  declare name: string

  async run(): Promise<void> {
    const { ID_PATTERN, KIND_WORDS, isPluginKind } = await import('#sdk/check_manifest')
    const { KIND_FOLDERS } = await import('#host/load_plugins')
    const { pluginTemplate } = await import('#host/plugin_templates')
    const { kind, name } = this
    if (!isPluginKind(kind)) return this.#refuse(`"${kind}" is no kind; use ${KIND_WORDS}`)
    if (!ID_PATTERN.test(name))
      return this.#refuse(`"${name}" is no id; use snake_case, such as best_offer`)
    const folder = KIND_FOLDERS[kind]
    const { plugin, spec } = pluginTemplate(kind, name, folder)
    const files = [
      { path: `plugins/${folder}/${name}.ts`, text: plugin },
      { path: `tests/plugins/${name}.spec.ts`, text: spec },
    ]
    const taken = files.find(({ path }) => existsSync(this.app.makePath(path)))
    if (taken) return this.#refuse(`${taken.path} exists already`)
    for (const { path, text } of files) {
      await mkdir(dirname(this.app.makePath(path)), { recursive: true })
      await writeFile(this.app.makePath(path), text, { flag: 'wx' })
      this.logger.action(`create ${path}`).succeeded()
    }
    this.logger.log(`Test it: npm run ace -- test unit --files="${files[1].path}"`)
  }

  #refuse(message: string): void {
    this.logger.error(message)
    this.exitCode = 1
  }
}
