/** The moving picture of a made-up video: hills under a sky, drawn anew for any moment of it. */
import { hash } from './catalogue.js';

/** 3:07, or 1:03:07. @param {number} seconds */
export const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const pad = (n) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
};

const TURN = 2 * Math.PI;
const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

/** The text as far as it fits. */
const fitted = (context, text, width) => {
  if (context.measureText(text).width <= width) return text;
  const signs = [...text];
  while (signs.length && context.measureText(`${signs.join('')}…`).width > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
};

/** What a click will do. */
const drawPlaySign = (context, width, height, unit) => {
  context.fillStyle = 'rgb(0 0 0 / 0.45)';
  context.beginPath();
  context.arc(width / 2, height / 2, unit * 14, 0, TURN);
  context.fill();
  context.fillStyle = '#fff';
  context.beginPath();
  for (const corner of [0, 1, 2]) {
    const angle = (corner * TURN) / 3;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    context.lineTo(width / 2 + x * unit * 7.5, height / 2 + y * unit * 7.5);
  }
  context.fill();
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {{
 *   mediaId: string, name: string, currentTime: number, duration: number, untouched: boolean
 * }} shown `untouched`: nobody has pressed play yet
 */
export const drawPicture = (context, width, height, shown) => {
  const { mediaId, name, currentTime, duration, untouched } = shown;
  const seed = hash(mediaId);
  const hue = seed % 360;
  const share = duration ? currentTime / duration : 0;
  const noon = Math.sin(Math.PI * share);
  const unit = height / 100;

  // The day of the video: its sky goes from one colour to another.
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `oklch(${42 + 12 * noon}% 0.12 ${hue + 70 * share})`);
  sky.addColorStop(1, `oklch(${76 + 8 * noon}% 0.1 ${hue + 45 + 70 * share})`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);

  // A sun that crosses it from start to end.
  context.fillStyle = `oklch(90% 0.1 ${70 + 20 * noon})`;
  context.beginPath();
  context.arc(width * (0.08 + 0.84 * share), unit * (62 - 38 * noon), unit * 8, 0, TURN);
  context.fill();

  // Hills that pass by, the nearer the faster.
  for (const depth of [0, 1, 2]) {
    context.fillStyle = `oklch(${52 - 14 * depth}% 0.07 ${hue + 130 + 12 * depth})`;
    context.beginPath();
    context.moveTo(0, height);
    const speed = [2, 5, 11][depth];
    for (let x = 0; x <= width + 8; x += 8) {
      const place = (x / unit + currentTime * speed) / (30 + (seed % 11) - 4 * depth) + depth * 2;
      const hill = 6 * Math.sin(place) + 3 * Math.sin(place * 2.3 + (seed % 7));
      context.lineTo(x, unit * (58 + 12 * depth + hill));
    }
    context.lineTo(width, height);
    context.fill();
  }

  const size = Math.max(Math.min(unit * 8, width / 18), 11);
  context.shadowColor = 'rgb(0 0 0 / 0.6)';
  context.shadowBlur = size / 2;
  context.fillStyle = '#fff';
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.font = `600 ${size}px ${FONT}`;
  context.fillText(fitted(context, name, width - 2 * size), size, size);
  context.font = `400 ${size * 0.85}px ${FONT}`;
  context.fillText(clock(currentTime), size, size * 2.3);
  context.shadowBlur = 0;
  if (untouched) drawPlaySign(context, width, height, unit);
};
