"""The papermill engine `woonanalyse`: notebooks in processes forked from one warm parent."""
