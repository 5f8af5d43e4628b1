import { render } from 'preact';
import { App } from './app.tsx';
import { keepDropsFromNavigating } from './drop-files.ts';

keepDropsFromNavigating();
const root = document.getElementById('page');
if (root !== null) render(<App />, root);
