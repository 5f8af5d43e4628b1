import type { VNode } from 'preact';
import { MemberSide } from './member-side.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { PageContext } from './page-context.ts';
import { PromiseBar } from './promise-bar.tsx';
import { SideTabs } from './side-tabs.tsx';
import { StaffSide } from './staff-side.tsx';
import { TopBar } from './top-bar.tsx';
import { useLivePage } from './use-live-page.ts';

/** The whole page. */
export function App(): VNode {
  const page = useLivePage();
  const { model } = page;
  return (
    <PageContext.Provider value={page}>
      <TopBar />
      <PromiseBar />
      {model.narrow ? <SideTabs /> : null}
      {model.frame === null ? (
        <main class="sides" aria-busy="true" />
      ) : (
        <main class="sides">
          {model.narrow && model.side === 'staff' ? null : <MemberSide />}
          {model.narrow && model.side === 'member' ? null : <StaffSide />}
        </main>
      )}
      {model.modal === null ? null : <ModalDialog key={model.modal.view.id} {...model.modal} />}
    </PageContext.Provider>
  );
}
