"""The county of Miluo (汨罗市): its gazette as code, and its facts as data."""
