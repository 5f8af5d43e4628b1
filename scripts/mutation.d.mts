import type { Plugin } from 'rolldown';

export function mutation(): Plugin;
