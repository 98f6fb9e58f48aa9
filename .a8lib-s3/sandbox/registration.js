/** The App's registration, where it is installed, and who may ask for what. */
export {};
