import { computed, defineAsyncComponent, provide } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { problemPlace } from '~/config/problem_place'
import { useAround, useProfileEdit } from '~/config/profile_edit'
import { useWords } from '~/config/words'
import { nameOfPlugin } from '~/plugins'
import type { AssignmentState, PartnerChoice, ProfilePage } from '~/profiles'
import { nameOf } from '~/profiles'
import type { SharedProps } from '~/types'
import { PROFILE_ROUTE, type RouteEditor, type StartText } from './context'
import { meaningOf, ruleText } from './meaning'
import { byUse } from './node_look'
import { PROFILE_PANELS } from './panels'
import { asDrawn } from './problems'
import { provideEditor, still } from './provide_editor'
import { goesLong, readForm, writeForm } from './read_form'
import type { EditorDocument, EditorPlugin } from './types'

const StartForm = defineAsyncComponent(() => import('~/components/route/start_form.vue'))

export interface RouteProps {
  profile: ProfilePage
  partners: PartnerChoice[]
  plugins: EditorPlugin[]
  secrets: string[]
  states: Record<string, AssignmentState>
}

/** The editor of a profile's route. `shown`: another document, to look at only. */
export function useRouteEditor(props: RouteProps, shown?: EditorDocument): RouteEditor {
  const { t, locale } = useI18n({ useScope: 'global' })
  const page = usePage<SharedProps>()
  const words = useWords()
  const around = useAround(
    () => props.profile,
    () => props.partners
  )
  const plugins = computed(() => ({
    nodes: byUse(props.plugins.filter(({ kind }) => kind === 'node')),
    strategies: props.plugins.filter(({ kind }) => kind === 'strategy'),
    channels: props.plugins.filter(({ kind }) => kind === 'channel'),
  }))
  const partnerName = (key: string) => nameOf(props.partners, key)
  const strategyName = (id: string) => {
    const found = plugins.value.strategies.find((one) => one.id === id)
    return found ? nameOfPlugin(found, locale.value) : id
  }
  const meaning = computed(() => ({
    words,
    fields: around.value.fields,
    partnerName,
    strategyName,
    portName: (port: string) => port,
  }))

  function startText({ price, filter }: EditorDocument): StartText {
    const { trigger: of } = props.profile.form
    const currency = page.props.account?.currency ?? ''
    const rule = ruleText(filter, meaning.value)
    return {
      trigger:
        typeof of === 'string'
          ? t(`profiles.trigger.short.${of}`)
          : t('profiles.trigger.short.stage', { stage: of.stage }),
      detail: [rule || t('canvas.start.all'), price ? `${price} ${currency}` : '']
        .filter(Boolean)
        .join(' · '),
    }
  }

  provide(PROFILE_ROUTE, {
    profile: computed(() => props.profile),
    partners: computed(() => props.partners),
    states: computed(() => props.states),
  })
  return provideEditor({
    subject: (document) => ({
      kind: 'profile',
      plugins,
      secrets: computed(() => props.secrets),
      startText: computed(() => startText(document.value)),
      startForm: StartForm,
      startLook: { icon: 'i-lucide-log-in', title: t('canvas.start.title') },
      panels: PROFILE_PANELS,
      saveNote: computed(() =>
        goesLong(document.value, props.profile.form) ? t('canvas.save.long') : null
      ),
      empty: computed(() => ({
        title: t('canvas.empty.title'),
        text: t('canvas.empty.text'),
        ways: [
          { type: 'condition', head: t('canvas.empty.ask'), text: t('canvas.empty.ask_text') },
          { type: 'offer', head: t('canvas.empty.sell'), text: t('canvas.empty.sell_text') },
        ],
      })),
      placeOf: (field) => {
        const form = { ...props.profile.form, assignments: document.value.assignments }
        return problemPlace(field, form, around.value.partners, t)
      },
    }),
    edit: shown ? still(shown) : useRouteEdit(props),
    readonly: computed(() => shown !== undefined || !page.props.can?.configure),
    words,
    around,
    check: {
      url: () => `/profiles/${props.profile.form.key}/draft/check`,
      body: (doc) => writeForm(doc, props.profile.form),
      asDrawn,
    },
    formContext: ({ assignments }) => ({
      entity: props.profile.entity,
      secrets: props.secrets,
      strategies: plugins.value.strategies,
      assignments: assignments.map(({ key, partner }) => ({
        key,
        name: `${partnerName(partner)} (${key})`,
      })),
    }),
    meaningOf: (id, node, doc, portName) =>
      meaningOf(id, node, doc, { ...meaning.value, portName }),
  })
}

const useRouteEdit = (props: RouteProps) =>
  useProfileEdit<EditorDocument>(
    () => props.profile,
    () => props.partners,
    'route',
    readForm,
    (doc) => writeForm(doc, props.profile.form)
  )
