import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent, APIComponentInContainer, APISectionAccessoryComponent } from 'discord.js';

type Component = APIMessageTopLevelComponent | APIComponentInContainer | APISectionAccessoryComponent;

/**
 * What components show, as text: words, pictures and files by their address, buttons that are links. Other buttons and
 * menus do nothing on the other side. https://docs.discord.com/developers/components/reference
 */
export function componentLines(components: readonly Component[]): readonly string[] {
  return components.flatMap(linesOf);
}

function linesOf(component: Component): readonly string[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component.content];
    case ComponentType.Container:
      return componentLines(component.components);
    case ComponentType.Section:
      return componentLines([...component.components, component.accessory]);
    case ComponentType.MediaGallery:
      return component.items.map(({ media, description }) => described(media.url, description));
    case ComponentType.Thumbnail:
      return [described(component.media.url, component.description)];
    case ComponentType.File:
      return [component.file.url];
    case ComponentType.ActionRow:
      return component.components.flatMap((inRow) => (inRow.type === ComponentType.Button ? linesOf(inRow) : []));
    case ComponentType.Button:
      return component.style === ButtonStyle.Link ? [described(component.url, component.label)] : [];
    default:
      return [];
  }
}

function described(url: string, description: string | null | undefined): string {
  return description === undefined || description === null || description === '' ? url : `${description}: ${url}`;
}
