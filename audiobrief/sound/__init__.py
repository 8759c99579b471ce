"""What several rooms know of sound: files, loudness, resampling."""
