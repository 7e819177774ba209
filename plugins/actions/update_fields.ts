import { definePlugin, vine } from '#sdk'
import { automationScope, automationTemplateProblem } from '#sdk/automation_templates'
import { building } from '#sdk/building'
import {
  type TemplateScope,
  compileTemplate,
  plainValue,
  printValue,
  renderText,
} from '#sdk/templates'

interface Config {
  values: Record<string, unknown>
}

/** A template that is the whole value keeps its type. */
function valueOf(source: string, scope: TemplateScope): unknown {
  const template = compileTemplate(source)
  return template.whole
    ? plainValue(template.value(scope))
    : renderText(template, scope, printValue)
}

const form = {
  title: 'Values',
  control: 'field_values',
  description:
    'By field; text may hold variables such as {{ lead.source }}. Empty takes the value away.',
  de: {
    title: 'Werte',
    description:
      'Je Feld; Text darf Variablen wie {{ lead.source }} enthalten. Leer nimmt den Wert weg.',
  },
}

const templates = vine.createRule(
  (value, _options, field) => {
    for (const [key, one] of Object.entries(value as object)) {
      const problem = typeof one === 'string' ? automationTemplateProblem(one) : null
      if (problem) field.report(`${key}: ${problem}`, 'template', field)
    }
  },
  { name: 'template' }
)()

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'update_fields',
  name: 'Update fields',
  version: '1.0.0',
  description: 'Writes values into fields of the lead.',
  de: { name: 'Felder ändern', description: 'Schreibt Werte in Felder des Leads.' },
  icon: 'pencil',
  config: vine.object({
    values: vine.record(vine.any()).minLength(1).use(templates).meta(form),
  }),
  about: 'lead',

  prepare(view, { values }) {
    const scope = automationScope(view)
    const written = Object.entries(values).map(([field, value]) => [
      field,
      typeof value === 'string' && value !== ''
        ? building(`values.${field}`, () => valueOf(value, scope))
        : value === ''
          ? null
          : value,
    ])
    return { do: 'update', values: Object.fromEntries(written) as Record<string, unknown> }
  },
})
