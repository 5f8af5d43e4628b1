import type { VNode } from 'preact';
import type { ComponentView } from '../message-view.ts';
import type { ComponentUse } from './component-use.ts';
import { MessageButton } from './message-button.tsx';
import { edgeColor } from './embed.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { SelectMenu } from './select-menu.tsx';

/** The components of a message, see https://docs.discord.com/developers/components/reference. */
export function Components({ components, use }: { components: readonly ComponentView[]; use: ComponentUse }): VNode {
  return (
    <>
      {components.map((component, index) => (
        <Component key={index} component={component} use={use} />
      ))}
    </>
  );
}

function Component({ component, use }: { component: ComponentView; use: ComponentUse }): VNode {
  switch (component.type) {
    case 'container':
      return (
        <div class="container" style={edgeColor(component.color)}>
          <Components components={component.children} use={use} />
        </div>
      );
    case 'text':
      return <Markdown text={component.content} />;
    case 'section':
      return <Section section={component} use={use} />;
    case 'separator':
      return (
        <hr
          class={`separator${component.line ? '' : ' separator-blank'}${component.large ? ' separator-large' : ''}`}
        />
      );
    case 'row':
      return (
        <div class="action-row">
          <Components components={component.children} use={use} />
        </div>
      );
    case 'button':
      return <MessageButton button={component} use={use} />;
    case 'select':
      return <SelectMenu select={component} use={use} />;
    case 'other':
      return <p class="subtext">(a component of kind {component.kind}, which this page doesn’t show)</p>;
  }
}

function Section({ section, use }: { section: Extract<ComponentView, { type: 'section' }>; use: ComponentUse }): VNode {
  return (
    <div class="section">
      <div>
        {section.texts.map((text, index) => (
          <Markdown key={index} text={text} />
        ))}
      </div>
      {section.accessory === null ? null : <Component component={section.accessory} use={use} />}
    </div>
  );
}
