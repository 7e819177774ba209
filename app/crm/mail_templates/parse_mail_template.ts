import type { Entity } from '#entities/types'
import { keyText } from '#shared/common_shapes'
import { LOCALES } from '#shared/locales'
import type { Problem } from '#shared/result'
import { type Shape, at, object, oneOf, optional, text } from '#shared/shape'
import { mailTemplateProblem } from '#crm/mail_templates/mail_scope'
import { type MailTemplateInput, MOST_SUBJECT, MOST_TEXT } from '#crm/mail_templates/types'

/** With `{{ lead.… }}`, `{{ user.name }}` and `{{ account.name }}` in subject and text. */
export const mailTemplateShape: Shape<MailTemplateInput> = object({
  key: keyText(),
  name: optional(text({ max: 120 })),
  entity: optional(keyText()),
  language: optional(oneOf(LOCALES)),
  subject: text({
    max: MOST_SUBJECT,
    rule: 'one_line',
    check: (value) => (/[\p{Cc}\u2028\u2029]/u.test(value) ? 'must be one line' : null),
  }),
  text: text({ max: MOST_TEXT }),
})

/**
 * Reads a template, and checks its names by the fields of its entity; `entities` are those there will be. Adds to
 * `problems` what is wrong with it.
 */
export function checkMailTemplate(
  input: MailTemplateInput,
  path: string,
  entities: ReadonlyMap<string, Entity>,
  problems: Problem[]
) {
  const entity = input.entity === undefined ? null : (entities.get(input.entity) ?? null)
  if (input.entity !== undefined && !entity)
    problems.push({
      field: at(path, 'entity'),
      rule: 'unknown_reference',
      message: `there is no entity "${input.entity}"`,
    })
  for (const name of ['subject', 'text'] as const) {
    const problem = mailTemplateProblem(input[name], entity)
    if (problem) problems.push({ field: at(path, name), rule: 'template', message: problem })
  }
}

export const parseMailTemplate = (
  value: unknown,
  path: string,
  problems: Problem[]
): MailTemplateInput | undefined => mailTemplateShape.parse(value, path, problems)
