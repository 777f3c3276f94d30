"""Networks and people out of files and into files. Text in, values out; the disk is not ours."""
