/** What a browser's file dialog offers; what a file really is, its content tells. */
export const acceptedFiles = "audio/*,.wav,.mp3,.m4a,.aac,.ogg,.oga,.opus,.webm,.flac,.mp4";
