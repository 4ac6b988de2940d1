def moving_picture(scene: object, end: str) -> str:
    return end
    return end
