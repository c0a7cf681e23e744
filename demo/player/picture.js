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

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {{mediaId: string, name: string, currentTime: number, duration: number}} shown
 */
export const drawPicture = (context, width, height, { mediaId, name, currentTime, duration }) => {
  const seed = hash(mediaId);
  const hue = seed % 360;
  const share = duration ? currentTime / duration : 0;
  const unit = height / 100;

  // The day of the video: its sky turns from one colour to another.
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue + 60 * share} 65% ${30 + 12 * Math.sin(Math.PI * share)}%)`);
  sky.addColorStop(1, `hsl(${hue + 40 + 60 * share} 70% 68%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);

  // A sun that crosses it from start to end.
  context.fillStyle = `hsl(${48 - 20 * Math.abs(share - 0.5)} 95% 78%)`;
  context.beginPath();
  const height_ = 62 - 42 * Math.sin(Math.PI * share);
  context.arc(width * (0.08 + 0.84 * share), unit * height_, unit * 9, 0, TURN);
  context.fill();

  // Hills that pass by, the nearer the faster.
  for (const [depth, top, speed] of [
    [0, 58, 2],
    [1, 70, 5],
    [2, 82, 11],
  ]) {
    context.fillStyle = `hsl(${hue + 150} ${32 + 8 * depth}% ${44 - 13 * depth}%)`;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width + 8; x += 8) {
      const place = (x / unit + currentTime * speed) / (30 + (seed % 11) - 4 * depth) + depth * 2;
      const y = top + 6 * Math.sin(place) + 3 * Math.sin(place * 2.3 + (seed % 7));
      context.lineTo(x, unit * y);
    }
    context.lineTo(width, height);
    context.fill();
  }

  const size = Math.max(Math.min(unit * 8, width / 16), 11);
  context.fillStyle = '#fff';
  context.shadowColor = 'rgb(0 0 0 / 0.55)';
  context.shadowBlur = size / 2;
  context.textBaseline = 'top';
  context.font = `600 ${size}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillText(name, size, size, width - 2 * size);
  context.font = `400 ${size * 0.8}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillText(clock(currentTime), size, size * 2.3);
  context.shadowBlur = 0;
};
