import type { Plugin } from 'rolldown';

export function pageAssets(): Plugin;
