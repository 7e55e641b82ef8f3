// Starts the page of a screen that is not paired yet.
import { render } from 'preact';
import '../tokens.css';
import { suppressGestures } from '../kit/suppress.ts';
import { pair as text } from '../text/zh-screens.ts';
import { Pair } from './pair.tsx';

document.title = text.pageTitle;
suppressGestures();
const root = document.getElementById('app');
// Every address of the Hall shows this page until the screen is paired; then the first one shows what the screen is.
if (root) render(<Pair onPaired={() => location.replace('/')} />, root);
