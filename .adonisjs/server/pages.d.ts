import '@adonisjs/inertia/types'

import type { VNodeProps, AllowedComponentProps, ComponentInstance } from 'vue'

type ExtractProps<T> = Omit<
  ComponentInstance<T>['$props'],
  keyof VNodeProps | keyof AllowedComponentProps
>

declare module '@adonisjs/inertia/types' {
  export interface InertiaPages {
    'api/reference': ExtractProps<(typeof import('../../resources/pages/api/reference.vue'))['default']>
    'auth/login': ExtractProps<(typeof import('../../resources/pages/auth/login.vue'))['default']>
    'leads/story': ExtractProps<(typeof import('../../resources/pages/leads/story.vue'))['default']>
    'outbox/index': ExtractProps<(typeof import('../../resources/pages/outbox/index.vue'))['default']>
    'outbox/show': ExtractProps<(typeof import('../../resources/pages/outbox/show.vue'))['default']>
    'overview/show': ExtractProps<(typeof import('../../resources/pages/overview/show.vue'))['default']>
  }
}
