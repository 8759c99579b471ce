"""The frames of an MP3: their headers, the one that tells the exact length, its checksum."""
