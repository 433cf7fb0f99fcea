interface IconProps {
  className?: string;
}

function Icon({ d, className = "size-6" }: IconProps & { d: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} fill="currentColor" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

export const PlayIcon = (props: IconProps) => (
  <Icon d="M8 5.1v13.8c0 .8.9 1.3 1.6.8l10-6.9a1 1 0 0 0 0-1.6l-10-6.9A1 1 0 0 0 8 5.1z" {...props} />
);
export const PauseIcon = (props: IconProps) => <Icon d="M7 5h3.4v14H7zM13.6 5H17v14h-3.4z" {...props} />;
export const StopIcon = (props: IconProps) => <Icon d="M7 7h10v10H7z" {...props} />;
export const MicrophoneIcon = (props: IconProps) => (
  <Icon
    d="M12 2.5a3.5 3.5 0 0 0-3.5 3.5v6a3.5 3.5 0 0 0 7 0V6A3.5 3.5 0 0 0 12 2.5zM5 11v1a7 7 0 0 0 6 6.9V22h2v-3.1a7 7 0 0 0 6-6.9v-1h-2v1a5 5 0 0 1-10 0v-1z"
    {...props}
  />
);
