"""What a phone does to a document on a desk: perspective, light, glare, noise, blur."""

import cv2
import numpy as np

from specimens.paint import Image, clouds, grid, ramp


def desk(height: int, width: int, rng: np.random.Generator) -> Image:
    """Wood grain: noise stretched along one side, coloured brown."""
    grain = cv2.resize(
        clouds(height, max(8, width // 24), rng, 8), (width, height), interpolation=cv2.INTER_LINEAR
    )
    y, _ = grid(height, width)
    rings = 0.5 + 0.5 * np.sin(grain * 40 + y / height * 9)
    return ramp(
        (0.7 * grain + 0.3 * rings).astype(np.float32), [(40, 62, 92), (70, 104, 148), (96, 140, 186)]
    ).astype(np.uint8)


def lay(
    document: Image, scene: Image, rng: np.random.Generator, *, share: float, angle: float, bend: float
) -> Image:
    """The document on the scene: `share` of its width, turned by `angle` degrees, corners off by `bend`."""
    height, width = scene.shape[:2]
    high, wide = document.shape[:2]
    scale = share * width / wide
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2 * scale
    target = corners @ rotation + (width / 2, height / 2) + rng.uniform(-bend, bend, (4, 2)) * wide * scale
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]])
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
    laid = cv2.warpPerspective(document, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (width, height))
    shadow = cv2.GaussianBlur(mask, (0, 0), width / 90).astype(np.float32)[..., None] / 255
    under = (scene * (1 - 0.45 * shadow)).astype(np.uint8)
    return np.where(mask[..., None] > 127, laid, under).astype(np.uint8)


def shoot(image: Image, rng: np.random.Generator, *, blur: float, noise: float, glare: float) -> Image:
    """Uneven light, a spot of glare (0 to 1), blur in pixels, sensor noise in grey levels."""
    height, width = image.shape[:2]
    y, x = grid(height, width)
    light = 1.05 - 0.3 * x / width + 0.08 * np.sin(y / height * 3)
    spot = np.exp(-((x - 0.7 * width) ** 2 + (y - 0.3 * height) ** 2) / (2 * (0.09 * width) ** 2))
    shot = image * light[..., None] + 140 * glare * spot[..., None]
    if blur:
        shot = cv2.GaussianBlur(shot, (0, 0), blur)
    noisy = shot + rng.normal(0, noise, shot.shape)
    return np.asarray(noisy.clip(0, 255), np.uint8)
