import { computed, defineAsyncComponent, provide } from 'vue'
import { router, usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { describeChanges } from '~/config/describe_changes'
import { saveOnTop } from '~/config/stale'
import { useWords } from '~/config/words'
import { type Edit, useEdit } from '~/edit'
import type { RouteEditor } from '~/editor/context'
import { meaningOf } from '~/editor/meaning'
import { AUTOMATION_PANELS } from '~/editor/panels'
import { provideEditor, still } from '~/editor/provide_editor'
import type { EditorDocument, EditorPlugin, RouteNode } from '~/editor/types'
import { pipelinesOf } from '~/crm/pipelines'
import { useFormat } from '~/format'
import type { FormSchema } from '~/forms/schema'
import { useNotify } from '~/notify'
import { nameOfPlugin } from '~/plugins'
import { patchJson } from '~/request'
import { entityRuleFields } from '~/rules/rule_fields'
import type { Translate } from '~/rules/types'
import type { SharedProps } from '~/types'
import { AUTOMATION, type AutomationForms } from './context'
import { byUse } from './order'
import { meaningOfNode } from './node_meaning'
import { asDrawnAtStart, readAutomation, writeAutomation } from './read_automation'
import type { AutomationDocument, AutomationPage } from './types'

export interface AutomationProps extends AutomationForms {
  automation: AutomationPage
  plugins: EditorPlugin[]
}

const TriggerForm = defineAsyncComponent(() => import('~/components/automations/trigger_form.vue'))

const asksLead = ({ config_schema: schema }: EditorPlugin) =>
  JSON.stringify(schema ?? {}).includes('"control":"rule"')

/** The editor of an automation. `shown`: another document, to look at only. */
export function useAutomationEditor(
  props: AutomationProps,
  shown?: AutomationDocument
): RouteEditor {
  const { t, locale } = useI18n({ useScope: 'global' })
  const { duration, number } = useFormat()
  const page = usePage<SharedProps>()
  const words = useWords()
  const about = computed(() => (props.automation.entity ? 'lead' : 'partner'))
  const triggers = computed(() =>
    byUse(props.plugins.filter(({ kind }) => kind === 'trigger')).filter(
      (one) => (one.about ?? about.value) === about.value
    )
  )
  const isTrigger = (type: string) =>
    props.plugins.some(({ kind, id }) => kind === 'trigger' && id === type)
  const read = (document: AutomationDocument) => readAutomation(document, isTrigger)
  const fits = (plugin: EditorPlugin) =>
    plugin.kind === 'node'
      ? about.value === 'lead' || !asksLead(plugin)
      : plugin.about === undefined ||
        plugin.about === null ||
        plugin.about === 'any' ||
        plugin.about === about.value
  const plugins = computed(() => ({
    nodes: byUse(props.plugins.filter((one) => one.kind !== 'trigger' && fits(one))),
    strategies: [],
    channels: [],
  }))
  const around = computed(() => ({
    section: 'automations' as const,
    fields: props.automation.entity
      ? entityRuleFields(props.automation.entity.fields, t as Translate, { tags: props.tags })
      : [],
    partners: Object.fromEntries(props.partners.map(({ key, name }) => [key, name])),
  }))
  const stages = computed(() =>
    pipelinesOf(props.automation.entity ?? {}).flatMap((pipeline) => pipeline.stages)
  )
  const pluginOf = (type: string) => props.plugins.find(({ id }) => id === type)
  const nodeWords = computed(() => ({
    t: (key: string, values: Record<string, unknown> = {}) => t(key, values),
    locale: locale.value,
    duration,
    partners: props.partners,
    profiles: props.profiles,
    stageName: (key: string) => stages.value.find((one) => one.key === key)?.name ?? key,
    fieldName: (key: string) =>
      props.automation.entity?.fields.find((one) => one.key === key)?.label ?? key,
    schemaOf: (type: string) => (pluginOf(type)?.config_schema as FormSchema | null) ?? null,
  }))

  function startText({ trigger, limits }: EditorDocument) {
    if (!trigger) return { trigger: t('automations.trigger.none'), detail: '' }
    const plugin = pluginOf(trigger.node.type)
    return {
      trigger: plugin ? nameOfPlugin(plugin, locale.value) : trigger.node.type,
      detail: [
        meaningOfNode(trigger.node as RouteNode, nodeWords.value) ?? '',
        limits && limits.per_subject_hour < 10
          ? t('automations.limits.short', { n: number(limits.per_subject_hour) })
          : '',
      ]
        .filter(Boolean)
        .join(' · '),
    }
  }
  provide(AUTOMATION, {
    automation: computed(() => props.automation),
    triggers,
    profiles: computed(() => props.profiles),
    partners: computed(() => props.partners),
    pluginOf,
    read,
  })
  const empty = computed(() => ({
    title: t('automations.editor.empty'),
    text: t('automations.editor.empty_text'),
    ways: (about.value === 'lead'
      ? (['distribute', 'email'] as const)
      : (['pause_partner', 'email'] as const)
    ).map((type) => ({
      type,
      head: t(`automations.editor.begin.${type}`),
      text: t(`automations.editor.begin.${type}_text`),
    })),
  }))

  return provideEditor({
    subject: (document) => ({
      kind: 'automation',
      plugins,
      secrets: computed(() => []),
      startText: computed(() => startText(document.value)),
      startForm: TriggerForm,
      startLook: { icon: 'i-lucide-zap', title: t('automations.trigger.title') },
      panels: AUTOMATION_PANELS,
      saveNote: computed(() => null),
      empty,
      placeOf: (field) => (field.startsWith('limits') ? t('automations.limits.title') : ''),
    }),
    edit: shown ? still(read(shown)) : useAutomationEdit(props, read),
    readonly: computed(() => shown !== undefined || !page.props.can?.configure),
    words,
    around,
    check: {
      url: () => `/automations/${props.automation.key}/check`,
      body: (doc) => ({ document: writeAutomation(doc) }),
      asDrawn: asDrawnAtStart,
    },
    formContext: () => ({
      entity: props.automation.entity,
      stages: stages.value,
      standing: { tags: props.tags },
      profiles: props.profiles.filter(
        ({ entity }) => !props.automation.entity || entity === props.automation.entity.key
      ),
      partners: props.partners,
      members: props.members,
      variablesOf: 'automation',
    }),
    meaningOf: (id, node, doc, portName) =>
      (pluginOf(node.type)?.kind === 'node' ? null : meaningOfNode(node, nodeWords.value)) ??
      meaningOf(id, node, doc, {
        words,
        fields: around.value.fields,
        partnerName: (key) => key,
        strategyName: (key) => key,
        portName,
      }),
  })
}

type Saved = { automation: AutomationPage }
type Current = { name: string; document: AutomationDocument }

function useAutomationEdit(
  props: AutomationProps,
  read: (document: AutomationDocument) => EditorDocument
): Edit<EditorDocument> {
  const { t } = useI18n({ useScope: 'global' })
  const notify = useNotify()
  const words = useWords()
  let base = props.automation.revision
  return useEdit<EditorDocument>({
    key: `automation:${props.automation.key}`,
    initial: () => read(props.automation.document),
    async save(value) {
      const document = writeAutomation(value)
      const done = await saveOnTop<Saved, Current>(
        base,
        (on) => patchJson(`/automations/${props.automation.key}`, { document, base: on }),
        ({ current, changes }) => ({
          lines: describeChanges(
            changes.map((one) => ({ ...one, path: one.path.replace(/^document\./, '') })),
            {
              section: 'automations',
              before: (current as unknown as Current).document as unknown as Record<
                string,
                unknown
              >,
              after: document as unknown as Record<string, unknown>,
            },
            words
          ),
        })
      )
      base = 'saved' in done ? done.saved.automation.revision : done.theirs.revision
      router.reload({ only: ['automation'] })
      if ('theirs' in done) return read(done.theirs.current.document)
      notify.done(t('automations.draft.saved'))
      return read(done.saved.automation.document)
    },
  })
}
