import { BaseCommand } from '@adonisjs/core/ace'

export default class BlueprintSchema extends BaseCommand {
  static commandName = 'blueprint:schema'
  static description = 'Print the JSON Schema of blueprints (docs/blueprint.schema.json)'

  async run() {
    const { blueprintJsonSchema } = await import('#distribution/blueprint/json_schema')
    process.stdout.write(JSON.stringify(blueprintJsonSchema(), null, 2) + '\n')
  }
}
