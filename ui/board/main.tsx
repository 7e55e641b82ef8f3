// Starts the board: the screen on the wall that calls numbers.
import { render } from 'preact';
import '../tokens.css';
import { suppressGestures } from '../kit/suppress.ts';
import { common } from '../text/zh.ts';
import { Board } from './board.tsx';
import { createBoard } from './live.ts';

document.title = common.boardTitle;
suppressGestures();
const board = createBoard();
board.start();
const root = document.getElementById('app');
if (root) render(<Board board={board} />, root);
