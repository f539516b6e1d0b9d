"""What every other part rests on: reading, dates, numbers, words, drawing."""
