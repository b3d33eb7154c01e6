"""States for every piece of a text, from one small multilingual transformer that reads both languages.

The architecture is that of BERT (Devlin et al. 2019); the start weights are those of multilingual-e5-small (Wang et al.
2024). Nothing is loaded from a hub: the weights are in the package.
"""
