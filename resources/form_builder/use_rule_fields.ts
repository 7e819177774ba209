import { computed } from 'vue'
import { type EntityField as RuleEntityField, entityRuleFields } from '~/rules/rule_fields'
import { fieldsBefore } from './document'
import { useBuilder } from './use_form_builder'

/** What rules of the form may look at. */
export function useRuleFields() {
  const { t, fields, document } = useBuilder()
  const all = computed(() =>
    entityRuleFields(fields.value as RuleEntityField[], t as never).filter(
      ({ key }) => !key.startsWith('lead.')
    )
  )
  /** Those asked before a step or an element. */
  const before = (key: string) => {
    const asked = fieldsBefore(document.value, key)
    return all.value.filter(({ key: name }) =>
      asked.some((one) => one === name || name.startsWith(`${one}.`))
    )
  }
  return { all, before }
}
